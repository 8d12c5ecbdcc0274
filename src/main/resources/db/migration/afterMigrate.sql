select make_partitions(3, 7);
