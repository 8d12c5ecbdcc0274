package io.creatorflow.tiktokshop.sandbox.tiktokapi;

import java.util.List;

/** An operation of one path that asks about a shop. */
abstract class ShopOperation implements Operation {

    private final String name;
    private final String method;
    private final String path;
    private final String scope;

    ShopOperation(String name, String method, String path, String scope) {
        this.name = name;
        this.method = method;
        this.path = path;
        this.scope = scope;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public List<String> paths() {
        return List.of(path);
    }

    @Override
    public String scope() {
        return scope;
    }

    @Override
    public boolean perShop() {
        return true;
    }
}
