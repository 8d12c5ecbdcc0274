record Order() {}
