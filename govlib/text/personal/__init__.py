"""What in a text belongs to a person: numbers, mailboxes, plates and homes, and whether it stands there by right."""
