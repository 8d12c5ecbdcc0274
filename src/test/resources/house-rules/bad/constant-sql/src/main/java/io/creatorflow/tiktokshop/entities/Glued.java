package io.creatorflow.tiktokshop.entities;

class Glued {
    Object find(Database database, String id) {
        database.sql("select * from entity where id = :id").query();
        return database.sql("select * from entity where id = '" + id + "'").query();
    }

    String text(String table) {
        return String.format("select * from %s", table);
    }
}
