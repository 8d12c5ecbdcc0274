class Loud { void say() { System.out.println("hello"); } }
