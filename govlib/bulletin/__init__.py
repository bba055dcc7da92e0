"""What a bulletin is made of: its sections, its annexes, the document, and the check of a drafted one."""
