"""Papers (文书): which are owed, how they are numbered and proven, in which order a file is bound."""
