// Command probe is a pod of the tests: it answers by HTTP, and says what it can reach from where it runs.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
)

const account = "/var/run/secrets/kubernetes.io/serviceaccount/"

func main() {
	command := append(os.Args[1:], "serve")
	switch command[0] {
	case "look":
		look()
	case "reach":
		reach(os.Args[2:])
	case "post":
		response, err := http.Post(os.Args[2], "application/json", strings.NewReader(os.Args[3]))
		tell("post", status(response), err)
	default:
		http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
		panic(http.ListenAndServe(":8080", nil))
	}
}

// reach prints of each address whether a connection to it is taken: what a NetworkPolicy denies gets no answer.
func reach(addresses []string) {
	answers := make([]any, len(addresses))
	var calls sync.WaitGroup
	for n, address := range addresses {
		calls.Go(func() { answers[n] = call(address) })
	}
	calls.Wait()
	for n, address := range addresses {
		fmt.Println(address, answers[n])
	}
}

func call(address string) any {
	connection, err := net.DialTimeout("tcp", address, 3*time.Second)
	if timeout, ok := err.(net.Error); ok && timeout.Timeout() {
		return "no answer"
	}
	if err != nil {
		return err
	}
	connection.Close()
	return "open"
}

// look prints a line for each thing that works, or the error.
func look() {
	addresses, err := net.LookupHost("kube-dns.kube-system.svc")
	tell("dns", addresses, err)

	_, err = net.LookupHost("nowhere.invalid")
	missing, ok := err.(*net.DNSError)
	tell("outside", ok && missing.IsNotFound, nil)

	authority, _ := os.ReadFile(account + "ca.crt")
	token, _ := os.ReadFile(account + "token")
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(authority)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	request, _ := http.NewRequest("GET", "https://kubernetes.default.svc/version", nil)
	request.Header.Set("Authorization", "Bearer "+string(token))
	response, err := client.Do(request)
	tell("api", status(response), err)

	response, err = http.Get("http://probe/")
	tell("service", status(response), err)

	tell("write", os.Getuid(), os.WriteFile("/data/file", nil, 0o644))
}

func status(response *http.Response) int {
	if response == nil {
		return 0
	}
	return response.StatusCode
}

func tell(what string, found any, err error) {
	if err != nil {
		found = err
	}
	fmt.Println(what, found)
}
