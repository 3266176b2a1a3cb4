"""Tools for those who maintain Détente; no part of the installed package."""
