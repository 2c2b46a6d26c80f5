package server

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// hosts are the names a server answers to. A site that points its own name at
// 127.0.0.1 (DNS rebinding) does not get in by it.
type hosts struct {
	names map[string]bool // without port, any port will do
	exact map[string]bool // with port
}

func newHosts(cfg Config) hosts {
	h := hosts{names: map[string]bool{"localhost": true, "127.0.0.1": true, "::1": true}, exact: map[string]bool{}}
	if host, _, err := net.SplitHostPort(cfg.Addr); err == nil && host != "" {
		if ip := net.ParseIP(host); ip == nil || !ip.IsUnspecified() {
			h.names[strings.ToLower(host)] = true
		}
	}
	for _, name := range cfg.AllowHosts {
		name = strings.ToLower(name)
		if _, _, err := net.SplitHostPort(name); err == nil {
			h.exact[name] = true
		} else {
			h.names[strings.Trim(name, "[]")] = true
		}
	}
	return h
}

// allow reports whether a Host header names this server.
func (h hosts) allow(host string) bool {
	host = strings.ToLower(host)
	name := host
	if n, _, err := net.SplitHostPort(host); err == nil {
		name = n
	}
	return h.exact[host] || h.names[strings.TrimSuffix(strings.Trim(name, "[]"), ".")]
}

// foreign reports whether a browser sends the request for another site. There
// is no CORS: nobody else's page may ask.
func foreign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
	default:
		return true
	}
	origins := r.Header.Values("Origin")
	if len(origins) == 0 {
		return false
	}
	u, err := url.Parse(origins[0])
	return len(origins) > 1 || err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.EqualFold(u.Host, r.Host)
}
