"""Where to look: listing pages lead to article pages."""
