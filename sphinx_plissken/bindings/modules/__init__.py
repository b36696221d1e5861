"""Run the code of modules, as far as it registers things."""
