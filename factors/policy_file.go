package factors

// PolicyFile is the file of a built-in policy as it stands.
func PolicyFile(id string) (text string, ok bool) {
	data, err := builtinFiles.ReadFile("policies/" + id + ".toml")
	return string(data), err == nil
}
