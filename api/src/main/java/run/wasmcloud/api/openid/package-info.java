/** Signs users in through OpenID Connect providers. */
@NullMarked
package run.wasmcloud.api.openid;

import org.jspecify.annotations.NullMarked;
