"""The open buffers: lines, positions, notebooks."""
