// For `azd up`: each value is the environment's, `azd env set NAME value`.
using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param deployerPrincipalId = readEnvironmentVariable('AZURE_PRINCIPAL_ID')
param deployerPrincipalType = readEnvironmentVariable('AZURE_PRINCIPAL_TYPE', 'User')
param signInAuthority = readEnvironmentVariable('SIGN_IN_AUTHORITY')
param signInAudience = readEnvironmentVariable('SIGN_IN_AUDIENCE')
param hooksAudience = readEnvironmentVariable('HOOKS_AUDIENCE')
param smsFrom = readEnvironmentVariable('SMS_FROM')
param emailDomain = readEnvironmentVariable('EMAIL_DOMAIN', '')
param portalUrl = readEnvironmentVariable('PORTAL_URL', '')
param storageSku = readEnvironmentVariable('STORAGE_SKU', 'Standard_ZRS')
param alwaysReadyInstances = int(readEnvironmentVariable('ALWAYS_READY_INSTANCES', '0'))
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param monthlyBudget = int(readEnvironmentVariable('MONTHLY_BUDGET', '0'))
param budgetStart = readEnvironmentVariable('BUDGET_START', '')
