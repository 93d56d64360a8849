/**
 * Returns an environment variable that has to be set.
 */
function setting(string $name): string
{
    $value = getenv($name);
    if ($value === false || $value === '') {
        throw new RuntimeException("$name is not set");
    }

    return $value;
}
