"""The pages of the networks: who leads measures together, and who has a part in them in any role."""
