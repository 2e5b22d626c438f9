"""The local model: llama.cpp in a child process, and the model files."""
