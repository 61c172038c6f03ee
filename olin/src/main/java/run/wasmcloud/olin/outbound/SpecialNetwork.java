package run.wasmcloud.olin.outbound;

import run.wasmcloud.model.Network;

/**
 * A network that guests may not reach.
 *
 * @param kind what is in it, for the function's owner
 */
record SpecialNetwork(Network network, String kind) {
    static SpecialNetwork of(String network, String kind) {
        return new SpecialNetwork(Network.parse(network), kind);
    }
}
