
  /** Asked for each new connection. postgres.js does not catch what it throws. */
  async function password() {
    try {
      return (await credential.getToken(SCOPE)).token;
    } catch (error) {
      console.error(error);
      return ""; // The server refuses it, and the query fails.
    }
  }
