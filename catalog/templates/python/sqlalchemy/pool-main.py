if __name__ == "__main__":
    engine = open_engine()
    with engine.connect() as first:
        print(*first.execute(QUERY).one())
        # The first connection is in use, so the pool opens another one.
        with engine.connect() as second:
            print(*second.execute(QUERY).one())
    engine.dispose()
