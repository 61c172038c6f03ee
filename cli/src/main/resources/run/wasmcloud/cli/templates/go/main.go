package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/cgi"
)

const longestBody = 16 * 1024

func main() {
	http.HandleFunc("GET /", greet)
	http.HandleFunc("POST /", count)
	// CGI asks for one answer; the program ends with it.
	if err := cgi.Serve(nil); err != nil {
		log.Fatal(err)
	}
}

func greet(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Query().Get("name")
	if name == "" {
		name = "world"
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintf(w, "Hello, %s!\n", name)
}

func count(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, longestBody))
	if err != nil {
		http.Error(w, "The body is too long", http.StatusRequestEntityTooLarge)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	fmt.Fprintf(w, "%d bytes\n", len(body))
}
