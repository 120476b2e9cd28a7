// Its values are what main.bicep put out; `azd` keeps them in its environment.
using './delivery-reports.bicep'

param serviceUrl = readEnvironmentVariable('SERVICE_URL')
param communicationServiceName = readEnvironmentVariable('COMMUNICATION_SERVICE_NAME')
param storageAccountName = readEnvironmentVariable('STORAGE_ACCOUNT_NAME')
param hooksAudience = readEnvironmentVariable('HOOKS_AUDIENCE')
param actionGroupId = readEnvironmentVariable('ACTION_GROUP_ID', '')
