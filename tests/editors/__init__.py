"""Glossator in the real editors; `make editors` installs them and runs these tests."""
