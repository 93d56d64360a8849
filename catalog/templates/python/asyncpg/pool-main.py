async def main() -> None:
    """Print the role that signed in and the server's version, twice."""
    async with open_pool() as pool, pool.acquire() as first:
        for row in await first.fetch(QUERY):
            print(*row)
        # The first connection is in use, so the pool opens another one.
        async with pool.acquire() as second:
            for row in await second.fetch(QUERY):
                print(*row)


if __name__ == "__main__":
    asyncio.run(main())
