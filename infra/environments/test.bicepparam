// For `az deployment sub create`; what differs from one operator to the next comes from the environment.
using '../main.bicep'

param environmentName = 'test'
param location = readEnvironmentVariable('AZURE_LOCATION', 'francecentral')
param deployerPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID')
param deployerPrincipalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param signInAuthority = readEnvironmentVariable('SIGN_IN_AUTHORITY')
param signInAudience = readEnvironmentVariable('SIGN_IN_AUDIENCE')
param signInClientId = readEnvironmentVariable('SIGN_IN_CLIENT_ID')
param signInScope = readEnvironmentVariable('SIGN_IN_SCOPE', 'openid profile email phone')
param hooksAudience = readEnvironmentVariable('HOOKS_AUDIENCE')
param smsFrom = readEnvironmentVariable('SMS_FROM')
param emailDomain = readEnvironmentVariable('EMAIL_DOMAIN', '')
param emailDomainVerified = bool(readEnvironmentVariable('EMAIL_DOMAIN_VERIFIED', 'false'))
param portalUrl = readEnvironmentVariable('PORTAL_URL', '')
param directoryUrl = readEnvironmentVariable('DIRECTORY_URL', '')
param directoryScope = readEnvironmentVariable('DIRECTORY_SCOPE', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param codesPerHour = int(readEnvironmentVariable('CODES_PER_HOUR', '500'))
param monthlyBudget = 50
param budgetStart = readEnvironmentVariable('BUDGET_START')
param storageSku = 'Standard_LRS'
param alwaysReadyInstances = 0
param maximumInstanceCount = 10
param retentionInDays = 30
param updateStrategy = readEnvironmentVariable('UPDATE_STRATEGY', 'RollingUpdate')
param codesKeys = split(readEnvironmentVariable('CODES_KEYS', 'k1'), ',')
param codesCurrentKey = readEnvironmentVariable('CODES_CURRENT_KEY', 'k1')
param settings = json(readEnvironmentVariable('APP_SETTINGS', '{}'))
