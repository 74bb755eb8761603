"""The checks: small functions of the facts of one document, and the tables that say what each of them rests on and binds."""
