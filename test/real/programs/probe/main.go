// Command probe is a pod of the tests: it answers by HTTP, and says what it can reach from where it runs.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
)

const account = "/var/run/secrets/kubernetes.io/serviceaccount/"

func main() {
	if len(os.Args) > 1 && os.Args[1] == "look" {
		look()
		return
	}
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	panic(http.ListenAndServe(":8080", nil))
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
