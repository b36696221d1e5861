"""Expand macros: ``macro_rules!`` at hand, and models of well-known ones from elsewhere."""
