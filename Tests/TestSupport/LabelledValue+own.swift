extension LabelledValue {
  /// Kinds that the rows of `../shared/redaction` do not have.
  public static let own = #"""
    S¦header¦X-JFrog-Art-Api¦AKCp‹a69›¦artifactory
    S¦header¦X-MBX-APIKEY¦‹a64›¦binance glued
    S¦header¦Authorization¦Bot ⟦MTA‹u23›.G‹u5›.‹u38›⟧¦discord
    S¦header¦Authorization¦DPoP ⟦‹J›⟧¦dpop
    S¦header¦Cf-Access-Jwt-Assertion¦‹J›¦cf access
    S¦header¦X-Session-Token¦‹l32›¦session
    S¦header¦Location¦https://app.example.com/cb?code=⟦‹a40›⟧&state=xyz¦code in redirect
    S¦header¦Set-Cookie¦remember_user_token=⟦‹u60›--‹h40›⟧; path=/¦rails
    S¦cookie¦cf_clearance¦‹u43›-1790000000-1.2.1.1-‹u60›¦clearance
    S¦query¦hapikey¦‹U›¦hubspot old
    S¦query¦appid_secret¦‹h32›¦wechat
    S¦query¦logout_token¦‹J›¦oidc
    S¦query¦user[password]¦‹W›-‹d3›¦nested name
    S¦path¦/reset-password/{}¦‹h40›¦reset
    S¦path¦https://api.telegram.org/bot{}/sendMessage¦‹d10›:AA‹u33›¦telegram
    S¦json¦pass_phrase¦‹W› ‹W› ‹W› ‹W›¦passphrase
    S¦json¦passphrase¦‹W› ‹W› ‹W› ‹W›¦passphrase
    S¦json¦motDePasse¦‹W›‹d4›¦french
    S¦json¦kennwort¦‹W›‹d4›¦german
    S¦json¦wachtwoord¦‹W›‹d4›¦dutch
    S¦json¦lösenord¦‹W›‹d4›¦swedish
    S¦json¦hasło¦‹W›‹d4›¦polish
    S¦json¦пароль¦‹W›‹d4›¦russian
    S¦json¦密码¦‹W›‹d4›¦chinese
    S¦json¦パスワード¦‹W›‹d4›¦japanese
    S¦json¦clave_secreta¦‹a24›¦spanish secret key
    S¦json¦client-secret¦‹u40›¦kebab
    S¦json¦appsecret_proof¦‹h64›¦facebook proof
    S¦json¦AuthToken¦‹h32›¦twilio
    S¦json¦database_url¦mongodb+srv://app:⟦‹a16›⟧@cluster0.example.net/shop¦dsn
    S¦json¦dbPass¦‹W›‹d4›¦db
    S¦json¦kubeconfig¦users:␤- name: a␤  user:␤    token: ⟦‹J›⟧␤¦yaml
    S¦json¦log¦GET /cb?code=⟦‹a30›⟧&state=abc HTTP/1.1¦log request line
    S¦json¦cmd¦docker login -u ada -p ⟦dckr_pat_‹u27›⟧¦docker
    S¦json¦cmd¦mysql -uroot -p⟦‹a14›⟧ shop¦mysql -p
    S¦json¦cmd¦psql "host=db user=app password=⟦‹a14›⟧ dbname=shop"¦psql
    S¦json¦env¦STRIPE_KEY=⟦sk_test_‹a40›⟧¦env
    S¦json¦netrc¦machine api.example.com login ada password ⟦‹W›‹d4›⟧¦netrc
    S¦json¦toml¦[auth]␤token = "⟦‹a30›⟧"␤¦toml
    S¦json¦/data/attributes/token¦prod-‹h64›v3¦keygen
    S¦json¦otp¦‹d6›¦otp
    S¦json¦pinCode¦‹d4›¦pin code
    S¦json¦securityAnswer¦‹W› ‹W›¦answer
    S¦json¦seed_phrase¦‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W›¦seed phrase
    S¦json¦mnemonic¦‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W› ‹W›¦mnemonic
    S¦json¦cookie_secret¦‹h64›¦named
    S¦json¦aesKey¦‹b43›=¦aes
    S¦json¦symmetric_key¦‹b43›=¦symmetric
    S¦json¦sharedAccessKey¦‹b43›=¦azure
    S¦json¦pat¦‹t52›¦devops pat
    S¦json¦refresh_token¦1//0‹u60›¦google
    S¦json¦callback¦https://app.example.com/verify?otp=⟦‹d6›⟧&uid=7¦otp in url
    S¦json¦msg¦invalid key sk-proj-⟦‹u58›T3BlbkFJ‹u58›⟧ used¦openai in prose
    S¦json¦x¦rzp_live_⟦‹a14›⟧¦razorpay
    S¦json¦x¦PMAK-⟦‹h24›-‹h34›⟧¦postman
    S¦json¦x¦HRKU-AA⟦‹u58›⟧¦heroku
    S¦form¦_password¦‹W›‹d4›¦symfony
    S¦form¦refresh_token¦‹u48›¦refresh
    S¦form¦one-time-code¦‹d6›¦otp kebab
    S¦form¦card[cvc]¦‹d3›¦stripe card
    S¦xml¦wsse:Password¦‹W›‹d4›¦soap
    S¦xml¦ClientSecret¦‹u40›¦xml
    S¦text¦¦Authorization: Bearer ⟦‹a40›⟧␤Accept: */*␤¦header text
    S¦text¦¦{"level":"info","msg":"ok","password":"⟦‹W›‹d4›⟧"}␤{"level":"info","token":"⟦‹a30›⟧"}␤¦ndjson
    S¦text¦¦callback({"apiKey":"⟦‹a30›⟧"});¦jsonp
    S¦text¦¦var cfg={password:"⟦‹W›‹d4›⟧"}¦js
    S¦text¦¦<meta name="api-key" content="⟦‹a30›⟧">¦meta
    S¦text¦¦git clone https://⟦ghp_‹a36›⟧@github.example.com/a/b.git¦token as user
    S¦jsonInString¦body¦{"user":{"name":"a","secret":"⟦‹a30›⟧"}}¦json string
    S¦jsonInString¦headers¦{"Authorization":"Bearer ⟦‹a40›⟧","Accept":"*/*"}¦headers object
    S¦jsonInString¦jwk¦{"kty":"oct","k":"⟦‹u43›⟧"}¦jwk oct
    S¦jsonInString¦docker¦{"auths":{"registry.example.com":{"auth":"⟦‹B:ada:{a24}›⟧"}}}¦docker auth
    H¦header¦ETag¦"‹u27›"¦etag
    H¦header¦baggage¦sentry-trace_id=‹h32›,sentry-public_key=‹h32›¦baggage
    H¦header¦x-amz-content-sha256¦‹h64›¦aws
    H¦header¦fly-request-id¦01‹C24›-fra¦fly
    H¦header¦X-Idempotency-Key¦‹U›¦idempotency
    H¦header¦Docker-Content-Digest¦sha256:‹h64›¦digest
    H¦header¦Server¦nginx/1.25.3¦server
    H¦header¦Content-Security-Policy¦script-src 'nonce-‹b22›==' 'sha256-‹b43›='¦csp
    H¦header¦Set-Cookie¦currency=EUR; Path=/; Max-Age=31536000¦currency
    H¦header¦X-OAuth-Scopes¦repo, read:org¦scopes
    H¦header¦OpenAI-Processing-Ms¦412¦ms
    H¦header¦Location¦/login?next=%2Faccount%2Ftokens¦location
    H¦query¦cursor¦eyJpZCI6MTIzNDU2fQ==¦cursor
    H¦query¦since_token¦s‹d12›_‹d8›_‹d1›¦sync position
    H¦query¦ref¦refs/heads/feature/token-rotation¦ref
    H¦query¦response_type¦code token¦oauth
    H¦query¦search¦secret garden¦search
    H¦query¦partNumber¦3¦part
    H¦query¦public_token¦‹a30›¦public
    H¦path¦/orders/{}/items¦‹U›¦id
    H¦path¦/events/{}¦evt_‹a24›¦event
    H¦json¦etag¦"‹h32›"¦etag
    H¦json¦crc32c¦‹b6›==¦crc
    H¦json¦publicKeyPem¦-----BEGIN PUBLIC KEY-----␤‹b64›␤‹b64›␤-----END PUBLIC KEY-----␤¦public key
    H¦json¦host_key¦ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABB‹b86›=¦host public key
    H¦json¦salt_rounds¦12¦number
    H¦json¦foreignKey¦customer_id¦db key
    H¦json¦licenseKeyFormat¦XXXX-XXXX-XXXX¦format
    H¦json¦token_endpoint_auth_method¦client_secret_basic¦method
    H¦json¦password_last_set¦2026-10-01T00:00:00Z¦date
    H¦json¦secretArn¦arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-‹a6›¦arn
    H¦json¦SecretId¦prod/db/main¦secrets manager name
    H¦json¦credentialsProvider¦default¦provider
    H¦json¦object_id¦‹h24›¦mongo
    H¦json¦external_id¦ext-‹a20›¦id
    H¦json¦pinned¦true¦word
    H¦json¦code¦ERR_TOKEN_EXPIRED¦code
    H¦json¦discount_code¦BLACKFRIDAY¦coupon
    H¦json¦logo¦PHN2ZyB4bWxucz0i‹b100›¦svg
    H¦json¦color¦#1a2b3c¦color
    H¦json¦dkim¦v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQ‹b120›¦dkim
    H¦json¦vin¦WVWZZZ1JZXW‹d6›¦vin
    H¦json¦error¦The password must be at least 8 characters.¦prose
    H¦json¦password¦********¦masked
    H¦json¦apiKey¦${API_KEY}¦placeholder
    H¦json¦access_token¦{{access_token}}¦placeholder
    H¦json¦contact¦mailto:ada@example.com¦mail
    H¦json¦author_token_count¦3¦count
    H¦json¦/keys/0/n¦‹u342›¦public modulus
    H¦form¦username¦ada.lindqvist¦user
    H¦multipart¦sha256¦‹h64›¦sha
    H¦xml¦X509Certificate¦MII‹b300›¦cert
    H¦text¦¦commit ‹h40›␤Author: Ada <ada@example.com>␤¦git log
    H¦text¦¦User-agent: *␤Disallow: /token/␤¦robots
    H¦text¦¦function getToken(id) { return tokens[id]; }¦code
    H¦text¦¦ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ‹b340› ada@host¦public key
    H¦text¦¦.token{color:#333}.password-field{margin:0}¦css
    H¦jsonInString¦payload¦{"id":"evt_‹a24›","type":"token.created","data":{"count":3}}¦event
    H¦cookie¦cookie_consent¦%7B%22necessary%22%3Atrue%7D¦consent
    S¦header¦X-Auth-Secret¦‹W›‹d3›¦named
    S¦header¦X-SDK-Key¦sdk-‹U›¦launchdarkly
    S¦header¦Fastly-Key¦‹u32›¦fastly
    S¦header¦x-goog-authenticated-user-jwt¦‹J›¦iap
    S¦header¦Authorization¦Api-Token ⟦‹l48›⟧¦active campaign
    S¦header¦Authorization¦hmac ⟦‹a12›:‹h64›⟧¦hmac
    S¦header¦Set-Cookie¦MoodleSession=⟦‹l26›⟧; path=/¦moodle
    S¦header¦Cookie¦a=1; ory_kratos_session=⟦MTY‹u120›⟧¦kratos
    S¦cookie¦ARRAuth¦‹u64›¦auth cookie
    S¦query¦oauth_verifier¦‹a32›¦oauth1
    S¦query¦oauth_signature¦‹b27›=¦oauth1
    S¦query¦ticket¦ST-‹d6›-‹a32›-cas¦cas ticket
    S¦query¦apiKey¦‹a32›¦camel
    S¦query¦Ocp-Apim-Subscription-Key¦‹h32›¦azure
    S¦query¦confirmation_token¦‹u20›¦devise
    S¦query¦share_key¦‹a24›¦share
    S¦query¦X-Goog-Credential2_token¦‹a24›¦named
    S¦path¦https://discordapp.com/api/v10/webhooks/112233445566778899/{}/messages/1¦‹u68›¦discord
    S¦json¦rootPassword¦‹W›-‹W›-‹d2›¦named
    S¦json¦PASSWORD_2¦‹W›‹d4›!¦digit
    S¦json¦adminpassword¦‹W›‹d3›¦glued
    S¦json¦psk¦‹W›‹d6›¦wifi psk
    S¦json¦presharedKey¦‹b43›=¦wireguard
    S¦json¦PrivateKey¦‹b43›=¦wireguard
    S¦json¦privkey¦‹h64›¦eth
    S¦json¦priv_key¦‹h64›¦eth
    S¦json¦private_key_hex¦‹h64›¦eth
    S¦json¦wallet_seed¦‹h64›¦seed
    S¦json¦xprv¦xprv9s21ZrQH143K‹a96›¦bip32
    S¦json¦master_password¦‹W›‹d5›¦named
    S¦json¦secret_access_key¦‹b40›¦aws
    S¦json¦secretBase64¦‹b43›=¦named
    S¦json¦client_secret_value¦‹u40›¦named
    S¦json¦endpoint_secret_key¦pdl_ntfset_‹k26›_‹b32›¦paddle
    S¦json¦hash_salt¦‹a32›¦salt
    S¦json¦session¦‹J›¦jwt
    S¦json¦ssoTicket¦‹u60›¦ticket
    S¦json¦registrationToken¦GR1348941‹u20›¦gitlab runner
    S¦json¦device_token¦‹h64›¦apns
    S¦json¦ephemeralKeySecret¦ek_test_‹a60›¦stripe
    S¦json¦ephemeral_key¦ek_live_‹a60›¦stripe
    S¦json¦sid_secret¦‹a32›¦twilio
    S¦json¦unseal_keys_b64¦‹b43›=¦vault
    S¦json¦wrap_token¦hvs.‹u95›¦vault
    S¦json¦/secret/current¦‹a30›¦container
    S¦json¦sql¦ALTER USER app WITH PASSWORD '⟦‹W›‹d4›⟧'¦sql
    S¦json¦sql¦CREATE USER app IDENTIFIED BY '⟦‹W›‹d4›⟧'¦sql
    S¦json¦ps1¦$env:API_KEY = "⟦‹a32›⟧"¦powershell
    S¦json¦ps1¦ConvertTo-SecureString "⟦‹W›‹d4›⟧" -AsPlainText -Force¦powershell
    S¦json¦yaml¦apiVersion: v1␤kind: Secret␤stringData:␤  token: ⟦‹a24›⟧␤¦k8s
    S¦json¦go¦machine github.com login x password ⟦ghp_‹a36›⟧¦netrc
    S¦json¦odbc¦DRIVER={x};SERVER=db;UID=sa;PWD=⟦‹W›‹d3›⟧¦odbc
    S¦json¦link¦https://acme.sharepoint.example.com/:x:/g/x?tempauth=⟦‹J›⟧¦jwt in url
    S¦json¦html¦<a href=\"https://app.example.com/reset?reset_token=⟦‹h40›⟧\">Reset</a>¦html
    S¦json¦mail¦Your password is ⟦‹W›‹d4›⟧␤Please change it.¦mail prose
    S¦json¦mail¦Your one-time code is ⟦‹d6›⟧. It expires soon.¦mail prose
    S¦json¦sms¦G-⟦‹d6›⟧ is your verification code.¦sms prose
    S¦json¦sms¦⟦‹d6›⟧ is your Acme login code¦sms prose
    S¦json¦text¦here is the token: ⟦‹a40›⟧¦prose
    S¦json¦text¦config.api_key = '⟦‹a32›⟧'¦ruby
    S¦json¦text¦setenv("API_TOKEN", "⟦‹a30›⟧", 1)¦c
    S¦json¦text¦tool --token=⟦‹a32›⟧ run¦option
    S¦form¦user[otp_attempt]¦‹d6›¦devise
    S¦form¦otp_code¦‹d6›¦named
    S¦form¦pass¦‹W›‹d4›¦pass alone
    S¦form¦code¦‹u43›¦code with verifier beside
    S¦multipart¦env¦DB_PASSWORD=⟦‹W›‹d4›⟧␤A=1¦env file
    S¦xml¦apiKey¦‹a32›¦xml
    S¦xml¦conn/@pwd¦‹W›‹d4›¦attribute
    S¦xml¦note¦api_key: ⟦‹a32›⟧¦line in element
    S¦text¦¦X-Api-Key: ⟦‹a32›⟧¦line
    S¦text¦¦AccountKey=⟦‹b86›==⟧;EndpointSuffix=x¦storage
    S¦text¦¦<!-- api_key: ⟦‹a32›⟧ -->¦comment
    S¦text¦¦<key>ApiSecret</key><string>⟦‹a32›⟧</string>¦plist
    S¦text¦¦BEGIN:VCARD␤NOTE:password=⟦‹W›‹d4›⟧␤END:VCARD¦vcard
    S¦jsonInString¦Records¦[{"body":"{\"token\":\"⟦‹a30›⟧\"}"}]¦sqs
    S¦jsonInString¦data¦{"Key":"API_SECRET","Value":"⟦‹a30›⟧"}¦pair caps
    S¦jsonInString¦c¦{"cookies":[{"name":"sid","value":"⟦‹a32›⟧"}]}¦cookies
    H¦header¦x-ms-routing-request-id¦WESTEUROPE:20261129T120000Z:‹U›¦routing
    H¦header¦Surrogate-Key¦product-‹d6› category-12¦cache tags
    H¦header¦elastic-apm-traceparent¦00-‹h32›-‹h16›-01¦trace
    H¦header¦X-Device-Id¦‹h32›¦device id
    H¦header¦x-kong-request-id¦‹h32›¦request id
    H¦header¦X-Password-Expired¦false¦flag
    H¦header¦X-Xss-Protection¦1; mode=block¦policy
    H¦header¦X-Upstream¦10.12.3.4:8443¦upstream
    H¦header¦x-bz-content-sha1¦‹h40›¦sha
    H¦header¦X-OAuth-Client-Id¦‹h20›¦client id
    H¦query¦after_cursor¦‹b40›==¦page
    H¦query¦change_token¦‹u20›¦position
    H¦query¦cache_key¦‹h16›¦cache
    H¦query¦id¦‹u22›¦id
    H¦query¦include¦tokens,secrets¦include
    H¦query¦mc_eid¦‹h10›¦mail id
    H¦query¦response-content-disposition¦attachment; filename="a.pdf"¦s3
    H¦path¦/s/{}¦‹a7›¦short link
    H¦path¦/reset/{}¦counters¦word
    H¦json¦sha256¦‹h64›¦sha
    H¦json¦contentHash¦bafybei‹t52›¦ipfs cid
    H¦json¦_rid¦‹b12›==¦cosmos
    H¦json¦challenge¦‹u43›¦webauthn challenge
    H¦json¦authenticated_at¦2026-11-29T12:00:00Z¦date
    H¦json¦login¦ada¦user
    H¦json¦secretKeyRef¦db-credentials¦reference
    H¦json¦top_secret_level¦2¦number
    H¦json¦tokenAddress¦0x‹h40›¦crypto
    H¦json¦stop_token¦<|endoftext|>¦model
    H¦json¦passwordHistoryCount¦5¦count
    H¦json¦password_manager¦1Password¦word
    H¦json¦bypass¦none¦word
    H¦json¦pat¦Patricia Highsmith¦a name
    H¦json¦key¦en_US¦locale
    H¦json¦primary_key¦order_id¦db
    H¦json¦clientToken¦‹U›¦aws idempotency
    H¦json¦api_key_prefix¦sk_live_‹a4›¦prefix
    H¦json¦private_ip¦10.0.0.12¦ip
    H¦json¦kmsKeyId¦‹U›¦id
    H¦json¦wireguard_public_key¦‹b43›=¦public
    H¦json¦code¦23505¦sql state
    H¦json¦sort_code¦20-00-00¦bank
    H¦json¦cvcCheck¦unavailable¦card
    H¦json¦recovery_codes_remaining¦8¦count
    H¦json¦authorizer_type¦REQUEST¦type
    H¦json¦credentialSubject¦did:key:z6Mk‹a44›¦did
    H¦json¦cookie_domain¦.example.com¦domain
    H¦json¦firebase_app_id¦1:‹d12›:web:‹h22›¦public
    H¦json¦mapbox_token¦pk.eyJ1Ijoi‹u60›.‹u22›¦public mapbox
    H¦json¦stripe_publishable_key¦pk_live_‹a60›¦public
    H¦json¦zip¦UEsDBBQAAAAI‹b160›¦zip
    H¦json¦message¦Invalid username or password¦prose
    H¦json¦message¦status code is 404¦prose
    H¦json¦message¦mysql -u root -p shop¦prompt for it
    H¦json¦docs¦export API_KEY=<your api key>¦docs
    H¦json¦secret¦whsec_****************¦masked
    H¦json¦apiKey¦(hidden)¦masked
    H¦json¦token¦op://vault/item/token¦reference
    H¦json¦url¦mailto:ada:lovelace@example.com¦mail
    H¦form¦audience¦https://api.example.com¦oauth
    H¦form¦session_id¦¦empty
    H¦xml¦SignatureMethod¦http://www.w3.org/2000/09/xmldsig#rsa-sha1¦method
    H¦xml¦item/@key¦title¦key
    H¦text¦¦integrity sha512-‹b86›==¦lock
    H¦text¦¦type Token struct { ID string; Value string }¦code
    H¦text¦¦token = parser.next_token()¦code
    H¦text¦¦let apiKey: String = Environment.get("API_KEY")¦code
    H¦text¦¦<input type="password" name="password" value="">¦form
    H¦jsonInString¦x¦{"pageInfo":{"endCursor":"‹b24›==","hasNextPage":true}}¦cursor
    H¦cookie¦_gat_UA-‹d8›-1¦1¦analytics
    """#
}
