"""Forms of one publisher each, told by marks of their own. Tables of regions by periods need no reader here."""
