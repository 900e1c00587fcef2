// Package changefeed tells what has changed to whoever wants to know.
package changefeed

import "sync"

// Change is something that happened to a resource, told after it was stored.
type Change struct {
	// Type is such as "product.created".
	Type string
	Data any
}

// Feed passes changes on. Services publish and do not know who listens. Its zero value is ready to use.
type Feed struct {
	mutex     sync.RWMutex
	last      int
	listeners map[int]func(Change)
}

// Publish tells a change to every listener, one after the other.
func (f *Feed) Publish(change Change) {
	f.mutex.RLock()
	defer f.mutex.RUnlock()
	for _, listen := range f.listeners {
		listen(change)
	}
}

// Subscribe adds a listener, which must not wait and must not call the feed. It gives the function that ends the subscription.
func (f *Feed) Subscribe(listen func(Change)) (unsubscribe func()) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	if f.listeners == nil {
		f.listeners = map[int]func(Change){}
	}
	f.last++
	id := f.last
	f.listeners[id] = listen
	return func() {
		f.mutex.Lock()
		defer f.mutex.Unlock()
		delete(f.listeners, id)
	}
}
