"""A synthetic town's history, made by formula: the same town for a store and for a stream of Arrow batches."""
