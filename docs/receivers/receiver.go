// A receiver in Go's standard library: go run receiver.go PORT SECRET_FILE
package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

var secretFile = os.Args[2]

func get(response http.ResponseWriter, request *http.Request) {
	query := request.URL.Query()
	answer := map[string]string{}
	if query.Has("echo") { // the challenge: prove that we run this endpoint
		answer["echo"] = query.Get("echo")
	}
	if query.Has("secret_key") { // a new secret that was asked for
		if err := os.WriteFile(secretFile, []byte(query.Get("secret_key")), 0o600); err != nil {
			http.Error(response, "the secret cannot be stored", http.StatusInternalServerError)
			return
		}
	}
	if query.Has("api_key") {
		fmt.Println("new api key:", query.Get("api_key"))
	}
	response.Header().Set("Content-Type", "application/json")
	json.NewEncoder(response).Encode(answer)
}

func post(response http.ResponseWriter, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	secret, secretErr := os.ReadFile(secretFile)
	if err != nil || secretErr != nil {
		http.Error(response, "unreadable", http.StatusInternalServerError)
		return
	}
	mac := hmac.New(sha1.New, bytes.TrimSpace(secret))
	mac.Write(body)
	given, err := hex.DecodeString(request.Header.Get("pywebhooks-signature"))
	if err != nil || !hmac.Equal(mac.Sum(nil), given) {
		fmt.Println("wrong signature")
		response.WriteHeader(http.StatusUnauthorized)
		return
	}
	fmt.Println(request.Header.Get("event"), string(body))
}

func main() {
	http.HandleFunc("/", func(response http.ResponseWriter, request *http.Request) {
		if request.Method == http.MethodGet {
			get(response, request)
		} else {
			post(response, request)
		}
	})
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], nil))
}
