"""Reports in, claims out, and a draft dossier."""
