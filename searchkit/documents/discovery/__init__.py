"""Which files a folder holds for us: walking, ignore rules, a look at the first bytes."""
