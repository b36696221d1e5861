"""What names mean: scopes, ``use`` declarations, preludes, impls."""
