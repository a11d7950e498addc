"""Hall and centre on a real network: two namespaces of the kernel, its own TCP, and a wire between that is ours."""
