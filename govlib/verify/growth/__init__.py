"""What changed from one period to the next: by how much a draft says, and by how much its own numbers say."""
