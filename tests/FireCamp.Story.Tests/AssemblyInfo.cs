// Real servers on one machine: one story at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
