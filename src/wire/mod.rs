//! The JSON that hub and replicas share. Versioned; to and from the desk's values here only.
