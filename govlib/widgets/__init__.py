"""What an analyst works with in JupyterLab: widgets that choose and show, and never compute."""
