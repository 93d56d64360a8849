"""A database backend for Django that signs in with a Microsoft Entra token."""
