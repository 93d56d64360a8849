async () => {
      try {
        return (await credential.getToken(SCOPE)).token;
      } catch (error) {
        // postgres.js does not catch it: a rejection would end the process.
        console.error(error);
        return "";
      }
    }
