class Speaker { void say() { System.out.println("hello"); } }
