/**
 * An environment variable that has to be set.
 *
 * @param {string} name
 */
function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
