"""The API: what pages show and do, for programs, each as one reader with a token of their own."""
