"""What verification found, as lines for a person, as JSON for programs, as comments in a Word document."""
