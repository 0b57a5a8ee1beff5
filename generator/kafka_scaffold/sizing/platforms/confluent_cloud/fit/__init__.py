"""What a cluster type carries, offers and refuses."""
