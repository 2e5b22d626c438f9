"""Glossator with real model servers; `make servers` installs them and runs these tests."""
