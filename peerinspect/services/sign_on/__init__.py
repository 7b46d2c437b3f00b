"""Single sign-on with an organisation's own sign-in (OpenID Connect, by code with PKCE).

It opens accounts that exist already and never makes one. What the provider says is believed only where its signed
token proves it, and a second factor only where a setting says which of its words stands for one.

provider    provider() -> Provider | None, from the settings   check(config): raises WrongSetting
fetching    what is read from the provider, and from nowhere else
documents   metadata(provider), keys(provider): what the provider publishes about itself, kept for a while
tokens      claims_of(...): what a token proves
entering    begin(...) -> where to send the browser   finish(FinishSignOn, now) -> signing_in.Entry
"""
