"""Sheet `Outcome`: outcomes and indicators that a unit proposes, read and judged beside its targets."""
