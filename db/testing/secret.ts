/** AUTH_SECRET in tests. */
export const testSecret = "a secret for tests only, long enough to be taken";
