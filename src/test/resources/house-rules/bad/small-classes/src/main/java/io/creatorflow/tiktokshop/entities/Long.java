package io.creatorflow.tiktokshop.entities;

class Long {
    int longMethod(
            int a,
            int b) {
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        a += b;
        return a;
    }

    static class Inner {
        Inner(int a) {
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
            a++;
        }
    }

    private int f0 = new Foo() {
    };

    private int f1 = new Foo() {
    };

    private int f2 = new Foo() {
    };

    private int f3 = new Foo() {
    };

    private int f4 = new Foo() {
    };

    private int f5 = new Foo() {
    };

    private int f6 = new Foo() {
    };

    private int f7 = new Foo() {
    };

    private int f8 = new Foo() {
    };

    private int f9 = new Foo() {
    };

    private int f10 = new Foo() {
    };

    private int f11 = new Foo() {
    };

    private int f12 = new Foo() {
    };

    private int f13 = new Foo() {
    };

    private int f14 = new Foo() {
    };

    private int f15 = new Foo() {
    };

    private int f16 = new Foo() {
    };

    private int f17 = new Foo() {
    };

    private int f18 = new Foo() {
    };

    private int f19 = new Foo() {
    };

    private int f20 = new Foo() {
    };

    private int f21 = new Foo() {
    };

    private int f22 = new Foo() {
    };

    private int f23 = new Foo() {
    };

    private int f24 = new Foo() {
    };

    private int f25 = new Foo() {
    };

    private int f26 = new Foo() {
    };

    private int f27 = new Foo() {
    };

    private int f28 = new Foo() {
    };

    private int f29 = new Foo() {
    };

    private int f30 = new Foo() {
    };

    private int f31 = new Foo() {
    };

    private int f32 = new Foo() {
    };

    private int f33 = new Foo() {
    };

    private int f34 = new Foo() {
    };

    private int f35 = new Foo() {
    };

    private int f36 = new Foo() {
    };

    private int f37 = new Foo() {
    };

    private int f38 = new Foo() {
    };

    private int f39 = new Foo() {
    };

    private int f40 = new Foo() {
    };

    private int f41 = new Foo() {
    };

    private int f42 = new Foo() {
    };

    private int f43 = new Foo() {
    };

    private int f44 = new Foo() {
    };

    private int f45 = new Foo() {
    };

    private int f46 = new Foo() {
    };

    private int f47 = new Foo() {
    };

    private int f48 = new Foo() {
    };

    private int f49 = new Foo() {
    };

    private int f50 = new Foo() {
    };

    private int f51 = new Foo() {
    };

    private int f52 = new Foo() {
    };

    private int f53 = new Foo() {
    };

    private int f54 = new Foo() {
    };

    private int f55 = new Foo() {
    };

    private int f56 = new Foo() {
    };

    private int f57 = new Foo() {
    };

    private int f58 = new Foo() {
    };

    private int f59 = new Foo() {
    };
}
