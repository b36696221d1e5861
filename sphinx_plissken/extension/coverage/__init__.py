"""The ``plissken-coverage`` builder: which items have documentation, and which have none."""
